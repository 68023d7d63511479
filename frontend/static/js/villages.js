// One long list of villages becomes two short ones: the township first. Returns how to choose a village by its code.

export function splitByTownship(select) {
  const groups = [...select.querySelectorAll("optgroup")];
  const set = (code) => {
    select.value = code;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  if (groups.length < 2) return set;
  const empty = select.querySelector("option[value='']");
  const chosen = select.value;
  const township = document.createElement("select");
  township.className = "input";
  township.id = "township";
  township.setAttribute("aria-label", select.dataset.township);
  township.append(new Option(select.dataset.chooseTownship, ""));
  groups.forEach((group, index) => township.append(new Option(group.label, String(index))));
  select.before(township);

  const of = (index) => {
    select.replaceChildren(empty, ...(groups[index] ? [...groups[index].children].map((each) => each.cloneNode(true)) : []));
    select.hidden = !groups[index];
  };
  const goTo = (code) => {
    const home = groups.findIndex((group) => [...group.children].some((option) => option.value === code && code));
    township.value = home < 0 ? "" : String(home);
    of(home);
  };
  goTo(chosen);
  select.value = chosen;
  township.addEventListener("change", () => {
    of(township.value === "" ? -1 : Number(township.value));
    select.value = "";
    if (!select.hidden) select.focus();
  });
  return (code) => {
    goTo(code);
    set(code);
  };
}
