import DOMPurify from "dompurify";

const tags = ["#text", "svg", "title", "desc", "g", "rect", "ellipse", "path", "text"];

const attributes = [
  ...["xmlns", "class", "role", "viewBox", "width", "height"],
  ...["x", "y", "cx", "cy", "rx", "ry", "d"],
  ...["fill", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
  ...["font-family", "font-size", "text-anchor", "text-decoration"],
];

/**
 * Takes the shapes and texts of an image, and nothing else: whoever made it, it can't run, load or restyle anything.
 *
 * @returns the image as an element, or null where the text holds none
 */
export function cleanSvg(text: string): SVGSVGElement | null {
  const fragment = DOMPurify.sanitize(text, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    KEEP_CONTENT: false,
    RETURN_DOM_FRAGMENT: true,
  });
  return fragment.querySelector("svg");
}
