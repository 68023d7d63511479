// A photo on its way, as the page shows it: the picture, a sentence beside it, and perhaps a button.

export function tileOf(file, list) {
  const tile = document.createElement("li");
  const frame = document.createElement("span");
  const image = document.createElement("img");
  frame.className = "photo";
  image.alt = "";
  image.src = URL.createObjectURL(file);
  // Not every file is a picture, and not every picture can be shown here before the server has made it anew.
  image.addEventListener("error", () => image.remove());
  frame.append(image);
  tile.append(frame, document.createElement("span"));
  list.append(tile);
  return tile;
}

export function say(tile, sentence, state = "") {
  tile.className = state;
  tile.children[1].textContent = sentence;
}

export function offer(tile, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-again";
  button.textContent = label;
  button.addEventListener("click", act);
  tile.append(button);
}

export function leave(tile) {
  const image = tile.querySelector("img");
  if (image) URL.revokeObjectURL(image.src);
  tile.remove();
}
