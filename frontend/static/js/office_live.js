// The office's live pages: fetched again when something happens, at most once in three seconds.
import { refresh } from "./fragments.js";

let waiting = null;
const soon = () => {
  waiting ??= setTimeout(() => {
    waiting = null;
    refresh().catch(() => {});
  }, 3000);
};
for (const news of ["live:card", "live:gone", "live:order", "live:refetch"]) document.addEventListener(news, soon);
