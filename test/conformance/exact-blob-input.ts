import { dj } from "./api.ts";
import { inputValue } from "./values.ts";
import type { BlobValue } from "./vector-file.ts";

const numbers = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(inputValue) : inputValue(value);

/** The value for a described one, of exactly the kinds that the description names. */
export function exactInput(value: BlobValue): unknown {
  const items = (): unknown[] => (value.items ?? []).map((item) => exactInput(item as BlobValue));
  const { shape } = value;
  const text = (): string => String(value.value);
  switch (value.py) {
    case "none":
      return null;
    case "list":
      return items();
    case "tuple":
      return dj.blob.Tuple.from(items());
    case "set":
      return new Set(items());
    case "dict":
      return new Map(
        (value.items as [BlobValue, BlobValue][]).map(([key, content]) => [
          exactInput(key),
          exactInput(content),
        ]),
      );
    case "float":
      return new dj.blob.Float(inputValue(value.value) as number);
    case "complex": {
      const [re, im] = numbers(value.value) as [number, number];
      return new dj.blob.Complex(re, im);
    }
    case "decimal":
      return new dj.blob.Decimal(text());
    case "uuid":
      return new dj.blob.Uuid(text());
    case "date":
      return new dj.blob.PlainDate(text());
    case "datetime":
      return new dj.blob.PlainDateTime(text());
    case "time":
      return new dj.blob.PlainTime(text());
    case "ndarray":
      return new dj.NDArray({
        dtype: value.dtype!,
        shape: shape!,
        data:
          value.dtype === "object"
            ? items()
            : value.dtype!.startsWith("complex")
              ? value.data!.flatMap(numbers)
              : value.data!.map(inputValue),
      });
    case "recarray":
      return new dj.blob.RecordArray(
        new Map((value.fields as [string, BlobValue][]).map(([name, field]) => [name, exactInput(field)])),
      );
    case "cell":
      return new dj.blob.Cell({ shape, items: items() });
    case "struct":
      return new dj.blob.Struct({
        shape,
        fields: value.fields,
        items: (value.items as BlobValue[][]).map((item) => item.map(exactInput)),
      });
    default:
      return inputValue(value.value);
  }
}
