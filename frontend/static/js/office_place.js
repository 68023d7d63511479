// One long list of villages becomes two short ones: the township first.
import { splitByTownship } from "./villages.js";

splitByTownship(document.getElementById("village_code"));
