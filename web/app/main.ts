import "../styles/tokens.css";
import "../styles/page.css";
import "../styles/code.css";
import "../styles/controls.css";
import "./notebook-app.ts";
