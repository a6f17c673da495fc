// An entry on the stage, for its team and for the organisers.
import { Stage } from "../components/stage/stage.js";

new Stage(document.querySelector("[data-stage]"), document.querySelector("[data-filmstrip]"));
