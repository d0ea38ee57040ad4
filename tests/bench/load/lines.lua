-- Lines of a file, dealt out to wrk's threads: each starts where the last run of the bench ended.
local counter = 0
local threads = {}

function setup(thread)
  thread:set("part", counter)
  table.insert(threads, thread)
  counter = counter + 1
end

function lines(path, from, parts)
  local all, at = {}, 0
  for line in io.lines(path) do
    if at >= from and (at - from) % parts == part then all[#all + 1] = line end
    at = at + 1
    if #all >= 200000 then break end
  end
  return all
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
