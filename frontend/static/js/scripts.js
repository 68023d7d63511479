// Runs before the first paint: tells the styles that scripts run here.
document.documentElement.classList.add("scripts");
