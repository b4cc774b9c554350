/** Files that the build makes for the kernel; see `scripts/vite/`. */
declare module "virtual:datajoint/sandbox-url" {
  const url: string;
  export default url;
}

declare module "virtual:datajoint/cell-worker-url" {
  const url: string;
  export default url;
}

declare module "virtual:datajoint/diagram-drawing-url" {
  const url: string;
  export default url;
}

declare module "virtual:datajoint/types-url" {
  const url: string;
  export default url;
}
