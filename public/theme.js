// Runs before the first paint, so that a page in the reader's own colours never flashes in the other ones.
try {
  const theme = localStorage.getItem("datajoint:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's colours are used.
}
