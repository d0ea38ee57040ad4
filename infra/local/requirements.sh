# Sourced by ./run and ./test: the three tools that have to be there, and where they come from.
missing=()

if ! command -v git >/dev/null; then
  missing+=("git            https://git-scm.com/downloads")
fi

if ! command -v node >/dev/null; then
  missing+=("Node.js 20     https://nodejs.org/en/download")
elif ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
  missing+=("Node.js 20 or later; this is $(node --version)     https://nodejs.org/en/download")
elif ! command -v npm >/dev/null; then
  missing+=("npm            it belongs to Node.js: https://nodejs.org/en/download")
fi

if ! command -v dotnet >/dev/null; then
  missing+=(".NET 10 SDK    https://dotnet.microsoft.com/download/dotnet/10.0")
elif ! dotnet --list-sdks | grep -q '^10\.'; then
  missing+=(".NET 10 SDK; there is: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')     https://dotnet.microsoft.com/download/dotnet/10.0")
fi

if [ "${#missing[@]}" -gt 0 ]; then
  echo "Not everything that Tessera is built with is installed:" >&2
  printf '  %s\n' "${missing[@]}" >&2
  exit 1
fi
