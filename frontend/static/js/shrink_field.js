// A plain form's photo, made smaller on the phone before it is sent: <input type="file" data-shrink>.
import { shrink } from "./shrink.js";

for (const field of document.querySelectorAll("[data-shrink]")) {
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    const blob = await shrink(file);
    // Chosen anew meanwhile, small already, or this phone lets no script fill a file field: it stays as it is.
    if (blob === file || field.files[0] !== file) return;
    try {
      const held = new DataTransfer();
      held.items.add(new File([blob], "photo.jpg", { type: blob.type }));
      field.files = held.files;
    } catch { /* the house makes it smaller */ }
  });
}
