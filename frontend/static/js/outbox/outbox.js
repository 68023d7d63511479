// Everything about what waits to be sent, for a page that may need it.
import "./forms.js";
import "./bar.js";
import { keepSending, sendWaiting } from "./run.js";

keepSending();
sendWaiting();
