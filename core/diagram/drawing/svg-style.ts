import { darkPalette, lightPalette } from "./palette.ts";

const root = ".datajoint-diagram.dj-auto";

const either = (light: string, dark: string): string => `light-dark(${light},${dark})`;

/**
 * Colours that follow the light or dark scheme of what the image stands in. They override the attributes of the
 * elements, which are for viewers that do not know them.
 */
export function adaptiveStyle(): string {
  const nodes = Object.entries(lightPalette.nodes).flatMap(([style, light]) => {
    const dark = darkPalette.nodes[style as keyof typeof darkPalette.nodes];
    return [
      `${root} .dj-${style} .dj-shape{fill:${either(light.fill, dark.fill)};stroke:${either(light.stroke, dark.stroke)}}`,
      `${root} .dj-${style} text{fill:${either(light.text, dark.text)}}`,
    ];
  });
  return [
    `${root}{color-scheme:light dark}`,
    ...nodes,
    `${root} .dj-line{stroke:${either(lightPalette.edge, darkPalette.edge)}}`,
    `${root} .dj-renamed .dj-line{stroke:${either(lightPalette.renamedEdge, darkPalette.renamedEdge)}}`,
    `${root} .dj-entity{fill:${either(lightPalette.entity, darkPalette.entity)}}`,
    `${root} .dj-schema rect{stroke:${either(lightPalette.frame, darkPalette.frame)}}`,
    `${root} .dj-schema text{fill:${either(lightPalette.frameText, darkPalette.frameText)}}`,
  ].join("");
}
