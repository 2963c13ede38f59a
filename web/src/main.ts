import { mount } from "svelte";
import App from "./App.svelte";
import { language } from "./strings";
import "./styles/tokens.css";
import "./styles/page.css";

document.documentElement.lang = language;
const target = document.getElementById("page");
if (target) mount(App, { target });
