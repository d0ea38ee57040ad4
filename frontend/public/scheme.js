// Before the first paint: the colour scheme and density last used here. External, so that the content
// security policy can refuse every inline script.
(() => {
  let scheme = 'auto';
  let density = 'compact';
  try {
    scheme = localStorage.getItem('tessera.scheme') ?? scheme;
    density = localStorage.getItem('tessera.density') ?? density;
  } catch {
    // Storage may be closed to us; the defaults hold.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = density;
})();
