import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The page is served by a function below a path that only the deployment knows: hence the relative base,
// no inlined file and no inline script, which the content security policy would refuse.
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    outDir: "../functions/page/built",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    // Swagger UI, which only the page of the API document loads, is one file.
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { input: { index: "index.html", "api-document": "api/docs/index.html" } },
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
