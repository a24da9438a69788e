/** The composition root: makes the store, hands it to the page, and opens it. */
import "./ui/styles/fonts.css";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApp } from "./store/index.ts";
import { App } from "./ui/app.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const app = createApp();
void app.getState().actions.open();
createRoot(root).render(
  <StrictMode>
    <App app={app} />
  </StrictMode>,
);
