dofile(os.getenv("BENCH_LOAD") .. "/lines.lua")
local graphql = os.getenv("BENCH_GRAPHQL") == "1"
local query = "query Keys($after: String) { keys(first: 50, after: $after) { nodes { id number status lastDay size maxExtensions customer { id name email } partner { id name level } } pageInfo { endCursor hasNextPage } } }"
local all, tokens, i
function init()
  all, tokens, i = lines(os.getenv("BENCH_FILE"), 0, 2), {}, 0
  for line in io.lines(os.getenv("BENCH_TOKENS")) do tokens[#tokens + 1] = line end
end
function request()
  i = i + 1
  local tenant, cursor = all[(i - 1) % #all + 1]:match("^(%S+) (%S+)")
  local headers = { ["Authorization"] = "Bearer " .. tokens[tonumber(tenant)], ["Content-Type"] = "application/json" }
  if not graphql then return wrk.format("GET", "/v1/keys?first=50&count=false&after=" .. cursor, headers) end
  return wrk.format("POST", "/graphql", headers, '{"query":"' .. query .. '","variables":{"after":"' .. cursor .. '"}}')
end
