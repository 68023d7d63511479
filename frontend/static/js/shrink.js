// A phone's photo made small enough for a village's network: turned upright, 1600 pixels at most, written anew as JPEG.
// What the camera wrote beside the picture stays on the phone. The server does all of this again.

const SIDE_MAX = 1600;
const QUALITY = 0.82;

// Answers a blob; the file itself when it is small already or this browser cannot decode it.
export async function shrink(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    const blob = await drawn(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
    picture.close();
    return blob ?? file;
  } catch {
    return file;
  }
}

function drawn(picture, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
