// My orders: somebody else may have changed one of them.
import { refresh } from "./fragments.js";

const update = () => refresh().catch(() => {});
document.addEventListener("live:order", update);
document.addEventListener("live:refetch", update);
