-- Each line of the file REQUESTS is one POST: path, bearer token, body, divided by tabs. None is sent twice.
local lines = io.lines(os.getenv("REQUESTS"))

request = function()
  local line = lines()
  if not line then return wrk.format("GET", "/nothing-left") end
  local path, token, body = line:match("([^\t]*)\t([^\t]*)\t(.*)")
  local headers = { ["Accept-Language"] = "zh-CN" }
  if token ~= "" then headers["Authorization"] = "Bearer " .. token end
  if body ~= "" then headers["Content-Type"] = "application/json" end
  return wrk.format("POST", path, headers, body)
end
