/** The API document as a page of its own: nobody has to sign in to read it. */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

const dark = matchMedia("(prefers-color-scheme: dark)");
const followColours = (): boolean => document.documentElement.classList.toggle("dark-mode", dark.matches);
followColours();
dark.addEventListener("change", followColours);

SwaggerUI({
  dom_id: "#api-document",
  url: new URL("../openapi.json", document.baseURI).href,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  // Its badge would ask another host about our document.
  validatorUrl: null,
});
