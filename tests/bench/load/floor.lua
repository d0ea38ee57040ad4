dofile(os.getenv("BENCH_LOAD") .. "/lines.lua")
local path = os.getenv("BENCH_PATH")
local get = os.getenv("BENCH_METHOD") == "GET"
local i = 0
function request()
  i = i + 1
  if get then return wrk.format("GET", path) end
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" }, '{"key":' .. (i * 7919 % 1000000) .. ',"fingerprint":"a3f9e1b84cf7"}')
end
