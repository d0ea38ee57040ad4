dofile(os.getenv("BENCH_LOAD") .. "/lines.lua")
local verb = os.getenv("BENCH_VERB")
local from = tonumber(os.getenv("BENCH_FROM") or "0")
local span = tonumber(os.getenv("BENCH_SPAN") or "1000000")
local all, i
function init()
  all, i = lines(os.getenv("BENCH_FILE"), from, 2), 0
end
function request()
  i = i + 1
  local tenant, number = all[(i - 1) % math.min(#all, span) + 1]:match("^(%S+) (%S+)")
  return wrk.format("POST", "/v1/" .. tenant .. "/" .. verb, { ["Content-Type"] = "application/json" }, '{"key":"' .. number .. '","fingerprint":"a3f9e1b84cf7"}')
end
