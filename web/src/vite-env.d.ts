/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** Draws an API document into an element; it brings no types of its own. */
  const SwaggerUI: (options: Record<string, unknown>) => void;
  export default SwaggerUI;
}
