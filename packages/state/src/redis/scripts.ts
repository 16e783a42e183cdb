/**
 * The scripts that run inside Redis, each an atomic step. The `#!lua` line (Redis 7) has the server refuse a script before
 * its first command when it lacks memory or may not write, so that none stops half way
 * (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags).
 */
export const SCRIPTS = {
  /** KEYS: memory hash, live count. ARGV: reference, `version|live|…` as the memory writes it, and so on. */
  rememberEntries: `#!lua
local function read(value)
  local version, live = string.match(value, '^(%d+)|([01])|')
  return tonumber(version), tonumber(live)
end
local change = 0
for i = 1, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  local oldVersion, oldLive = 0, 0
  if known then oldVersion, oldLive = read(known) end
  local version, live = read(ARGV[i + 1])
  if not known or version >= oldVersion then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    change = change + live - oldLive
  end
end
if change ~= 0 then redis.call('INCRBY', KEYS[2], change) end
return redis.status_reply('OK')`,

  /** ARGV: prefix of the match sets, last rank wanted, match keys. Gives the vacancy keys that stand there, each once. */
  standingUnder: `#!lua flags=no-writes
local seen, found = {}, {}
for i = 3, #ARGV do
  for _, vacancy in ipairs(redis.call('ZRANGE', ARGV[1] .. ARGV[i], 0, ARGV[2])) do
    if not seen[vacancy] then
      seen[vacancy] = true
      found[#found + 1] = vacancy
    end
  end
end
return found`,

  /**
   * KEYS: entries hash, set of those that leave by the moment, leases to be held. ARGV: prefix of the match sets, score less the
   * moment of those that leave, most to sweep out, holder of the leases, number of vacancies to remove, these, then vacancy key,
   * entry, moment or nothing, and so on. Gives 0 when a lease is not held, and writes nothing then.
   */
  applyMatches: `#!lua
for i = 3, #KEYS do
  if redis.call('GET', KEYS[i]) ~= ARGV[4] then return 0 end
end
local function keysOf(entry)
  return cjson.decode(string.sub(entry, 1, string.find(entry, '\\n', 1, true) - 1))
end
local function move(vacancy, from, to, score, moved)
  local left = {}
  for _, key in ipairs(from) do left[key] = true end
  for _, key in ipairs(to) do
    if moved or not left[key] then redis.call('ZADD', ARGV[1] .. key, score, vacancy) end
    left[key] = nil
  end
  for key in pairs(left) do redis.call('ZREM', ARGV[1] .. key, vacancy) end
end
local function remove(vacancy)
  local known = redis.call('HGET', KEYS[1], vacancy)
  if known then
    move(vacancy, keysOf(known), {}, 0, false)
    redis.call('HDEL', KEYS[1], vacancy)
  end
  redis.call('ZREM', KEYS[2], vacancy)
end
local function put(vacancy, entry, ends)
  local known = redis.call('HGET', KEYS[1], vacancy)
  local before = known and redis.call('ZSCORE', KEYS[2], vacancy) or ''
  local score = ends ~= '' and string.format('%.0f', ARGV[2] - ends) or 0
  move(vacancy, known and keysOf(known) or {}, keysOf(entry), score, before ~= ends)
  redis.call('HSET', KEYS[1], vacancy, entry)
  if before == ends then return end
  if ends == '' then
    redis.call('ZREM', KEYS[2], vacancy)
  else
    redis.call('ZADD', KEYS[2], ends, vacancy)
  end
end
local firstPut = 6 + tonumber(ARGV[5])
for i = 6, firstPut - 1 do remove(ARGV[i]) end
for i = firstPut, #ARGV, 3 do put(ARGV[i], ARGV[i + 1], ARGV[i + 2]) end
local time = redis.call('TIME')
local now = time[1] .. string.format('%03d', math.floor(time[2] / 1000))
for _, vacancy in ipairs(redis.call('ZRANGE', KEYS[2], '-inf', now, 'BYSCORE', 'LIMIT', 0, ARGV[3])) do remove(vacancy) end
return 1`,

  /** KEYS: fence, then the names of all requests. ARGV: holder, milliseconds, number of names of each request. Gives fence, granted positions. */
  acquireLeases: `#!lua
local granted, first = {}, 2
for request = 3, #ARGV do
  local last = first + tonumber(ARGV[request]) - 1
  local free = true
  for i = first, last do
    local holder = redis.call('GET', KEYS[i])
    if holder and holder ~= ARGV[1] then
      free = false
      break
    end
  end
  if free then
    for i = first, last do redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2]) end
    granted[#granted + 1] = request - 3
  end
  first = last + 1
end
local time = redis.call('TIME')
local fence = math.max((tonumber(redis.call('GET', KEYS[1])) or 0) + 1, time[1] * 1000000 + time[2])
redis.call('SET', KEYS[1], string.format('%.0f', fence))
return {fence, granted}`,

  /** KEYS: names. ARGV: holder, milliseconds. Gives the positions of the names lost. */
  extendLeases: `#!lua
local lost = {}
for i, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[1] then
    redis.call('PEXPIRE', key, ARGV[2])
  else
    lost[#lost + 1] = i - 1
  end
end
return lost`,

  /** KEYS: names. ARGV: holder. */
  releaseLeases: `#!lua
for _, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[1] then redis.call('DEL', key) end
end
return redis.status_reply('OK')`,

  /**
   * KEYS: bucket. ARGV: microseconds a token, burst, tokens. Gives the milliseconds to wait, 0 when taken. The bucket is kept as the
   * moment at which it would be full again, rounded up so that it never gives too much; a full bucket needs no key.
   */
  takeTokens: `#!lua
local perToken, burst, tokens = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local empty = now + burst * perToken
local known = tonumber(redis.call('GET', KEYS[1])) or now
local fullAt = math.min(math.max(known, now), empty) + tokens * perToken
if fullAt > empty then return math.ceil((fullAt - empty) / 1000) end
redis.call('SET', KEYS[1], string.format('%.0f', math.ceil(fullAt)), 'PX', math.ceil((fullAt - now) / 1000))
return 0`,
} as const;

export type ScriptName = keyof typeof SCRIPTS;
