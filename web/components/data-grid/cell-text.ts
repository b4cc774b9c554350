import type { ShownValue } from "../../kernel/output.ts";
import { describeValue } from "../shown-value/describe-value.ts";

const imageNames: Readonly<Record<string, string>> = {
  jpeg: "JPEG",
  png: "PNG",
  gif: "GIF",
  webp: "WebP",
  bmp: "BMP",
};

/** `PNG image`. */
export const imageName = (type: string): string => `${imageNames[type.replace("image/", "")] ?? type} image`;

/** A value as it reads in one line of a cell. */
export function cellText(value: ShownValue): string {
  switch (value.kind) {
    case "null":
      return "NULL";
    case "text":
      return value.text;
    case "bytes":
      return value.image === undefined
        ? describeValue(value)
        : `${imageName(value.image.type)}, ${describeValue(value)}`;
    default:
      return describeValue(value);
  }
}
