#!/usr/bin/env bash
# Tries a real service out: creates instances, reads, changes, switches, lists and deletes them, and prints how it behaves where no source says. See docs/smoke.md.
set -euo pipefail
export LC_ALL=C.UTF-8
for name in INFOBIP_USER_SECRET INFOBIP_ORGANIZATION_SECRET INFOBIP_BASE_URL; do
  [ -n "${!name:-}" ] || { echo "$name is not set: docs/smoke.md says what is needed." >&2; exit 2; }
done
for tool in curl jq; do command -v "$tool" >/dev/null || { echo "$tool is needed." >&2; exit 2; }; done
base=${INFOBIP_BASE_URL%/}
base=${base%/instances}
case $base in
  */your_moms/api-v2) word=your_mom ;;
  */elements/api-v2) word=element ;;
  *) echo "INFOBIP_BASE_URL ends in neither /elements/api-v2 nor /your_moms/api-v2." >&2; exit 2 ;;
esac
sender=messaging.sms.infobip.sender
unique=smoke$(date +%s)x$RANDOM
umask 077
work=$(mktemp -d)
: >"$work/ids"

# No secret is ever an argument of a command: the processes of a machine can be listed by anybody.
account() { printf 'header = "Authorization: User %s, Organization %s"\nheader = "Content-Type: application/json"\n' "$1" "$2"; }
account "$INFOBIP_USER_SECRET" "$INFOBIP_ORGANIZATION_SECRET" >"$work/account"

# call METHOD PATH [BODY]: the status and the body of the answer; status 000 where there is none. A signal ends the script after the answer, not before:
# what a create made would be unknown.
call() {
  : >"$work/body"
  : >"$work/headers"
  status=$(trap '' INT TERM HUP
    printf '%s' "${3-}" | curl --silent --max-time "${patience:-300}" --config "${account:-$work/account}" --request "$1" \
      --output "$work/body" --dump-header "$work/headers" --write-out '%{http_code}' ${3+--data-binary @-} "$base$2") || status=000
  body=$(cat "$work/body")
}

fail() { echo "FAILED: $1" >&2; exit 1; }

# must WHAT METHOD PATH [BODY]: a call that succeeds, or the end, with the service's message. It may repeat what was sent, and no secret is shown.
must() {
  local what=$1 message secret
  shift
  call "$@"
  case $status in 2??) return ;; esac
  message=$(jq -r '.message? // empty' <<<"$body" 2>/dev/null || true)
  for secret in "$INFOBIP_USER_SECRET" "$INFOBIP_ORGANIZATION_SECRET" "${SMOKE_PASSWORD:-smoke-password}"; do message=${message//"$secret"/[secret]}; done
  case $status in 4??) rm -f "$work/pending" ;; esac
  fail "$what: $1 $2 was answered by $status $message"
}

# What was created goes, whatever happened: by the ids that are known, and by the name, for a create whose answer was lost. That one is looked for for a minute.
clean() {
  local code=$? id left=0
  trap '' INT TERM HUP
  trap - EXIT
  for _ in {1..30}; do
    call GET "/instances?searchText=$unique&pageSize=200"
    [ -f "$work/pending" ] && ! jq -e --slurpfile known "$work/ids" '[.[]?.id] - $known != []' <<<"$body" >/dev/null 2>&1 || break
    sleep 2
  done
  [ "$status" != 200 ] || jq -r --arg unique "$unique" '.[] | select(.name | contains($unique)) | .id' <<<"$body" >>"$work/ids" 2>/dev/null || true
  for id in $(sort -nu "$work/ids"); do
    call DELETE "/instances/$id"
    call GET "/instances/$id"
    if [ "$status" = 404 ]; then echo "deleted: instance $id"; else echo "NOT DELETED: instance $id, whose name holds $unique. Delete it by hand." >&2; left=1; fi
  done
  rm -rf "$work"
  [ "$left" = 0 ] || code=1
  exit "$code"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# instance NAME [TAGS [ENTRIES]]: the body of a create. What is null is left out.
instance() {
  jq -n --arg word "$word" --arg name "$1" --argjson tags "${2:-null}" --argjson more "${3:-{\}}" '{($word): {key: "infobip"}, name: $name, tags: $tags,
    configuration: ({"messaging.sms.infobip.sender": "+17777777777",
      "messaging.sms.infobip.username": ($ENV.SMOKE_USERNAME // "smoke"), "messaging.sms.infobip.password": ($ENV.SMOKE_PASSWORD // "smoke"),
      "messaging.sms.infobip.callback.url": ($ENV.SMOKE_CALLBACK_URL // "https://www.example.com/smoke")} + $more)} | del(..|nulls)'
}

# create NAME [TAGS]: the answer in created, the id in id.
create() {
  : >"$work/pending"
  must "creating '$1'" POST /instances "$(instance "$1" "${2:-null}" '{"event.notification.enabled": "true"}')"
  id=$(jq -r '.id? // empty' <<<"$body" 2>/dev/null || true)
  created=$body
  if [ -z "$id" ]; then
    call GET "/instances?searchText=$unique"
    id=$(jq -r --slurpfile known "$work/ids" '[.[]?.id] - $known | max // empty' <<<"$body")
    [ -n "$id" ] || fail "the answer to the create of '$1' holds no id, and no list has it"
  fi
  echo "$id" >>"$work/ids"
  rm "$work/pending"
}

# open BEHAVIOUR VALUE TEXT: an answer to an open point, in the words of the sandbox.
behaviours=()
open() {
  printf '[open] %-28s %s\n' "$1=$2" "$3"
  behaviours+=("$1=$2")
}

# of EXPRESSION [TEXT]: a value of an answer; nothing where it is not there.
of() { jq -r "$1 // empty" <<<"${2-$body}" 2>/dev/null || true; }

call GET "/instances?searchText=${unique}nothing"
case $status in
  404) open no-match 404 'a list without a match is a 404' ;;
  200) open no-match empty-list 'a list without a match is an empty array' ;;
  *) fail "the first request was answered by $status; wrong secrets, or no connection" ;;
esac

call GET "/${unique}"
if jq -e . <<<"$body" >/dev/null 2>&1; then open unknown-path json "an unknown address is a $status in JSON"; else open unknown-path html "an unknown address is a $status that is not JSON"; fi

echo "create"
began=$SECONDS
create "$unique" '["smoke-b", "smoke-a"]'
first=$id
open create-seconds $((SECONDS - began)) 'how long a create takes'
made=$created

must 'reading it' GET "/instances/$first"
read=$body
echo "get: instance $first"
case $(of '.tags | if type == "array" then (.[0] | type) else "absent" end' "$read") in
  string) tags=strings ;; object) tags=objects ;; *) tags=absent ;;
esac
open tags $tags 'how an answer holds tags'
if [ -z "$(of .id "$made")" ]; then open answer empty-create 'the answer to a create is empty'
elif [ -z "$(of .configuration "$read")" ]; then open answer seed-like 'answers hold neither tags nor configuration'
else answer=full; fi
open valid "$(case $(of 'if has("valid") then .valid | tostring else empty end' "$made")/$(of '.valid | tostring' "$read") in
  */true) [ "$(of '.valid | tostring' "$made")" = false ] && echo false-on-create || echo true ;;
  false/false) echo false-always ;; *) echo false-on-read ;; esac)" "valid: $(of '.valid | tostring' "$made") in the answer to the create, $(of '.valid | tostring' "$read") in a read"
if [ "$(of '.disabled | tostring' "$read")" = true ]; then open switched-off after-create 'a new instance is switched off'; else open switched-off off 'a new instance stays switched on'; fi
own=$(of '.configuration | keys? - ["messaging.sms.infobip.sender", "messaging.sms.infobip.username", "messaging.sms.infobip.password", "messaging.sms.infobip.callback.url", "event.notification.enabled", "filter.response.nulls"] | length' "$read")
case ${own:-none} in none) ;; 0) open own-entries off 'answers hold the entries that were sent, and no others' ;; *) open own-entries on "answers hold $own entries that were not sent" ;; esac

must 'listing it' GET "/instances?searchText=$unique&pageSize=200"
entry=$(jq -c --argjson id "$first" '.[] | select(.id == $id)' <<<"$body")
[ -n "$entry" ] || fail "the list does not hold instance $first"
echo 'list: the instance is there'
missing=$(jq -r --argjson entry "$entry" 'keys - ($entry | keys) - ["token"] | join(", ")' <<<"$read")
if [ -z "$missing" ]; then open list full 'a list holds all that a read does'
elif [ -z "$(of 'if has("valid") then "yes" else empty end' "$entry")" ]; then open list bare "a list leaves out: $missing"
else open list thin "a list leaves out: $missing"; fi
listed=$(of 'if has("valid") then .valid | tostring else empty end' "$entry")
if [ -n "$listed" ] && [ "$listed" != "$(of '.valid | tostring' "$read")" ]; then open list-valid other 'valid differs between a list and a read'; else open list-valid same 'valid is the same in a list and a read'; fi

kind() { of '.token | if . == null then "absent" elif type == "object" then "object" elif test("^\\*+$") then "masked" else "plain" end' "$1"; }
in_create=$(kind "$made") in_read=$(kind "$read") in_list=$(kind "$entry")
case ${in_create:-absent}/$in_read/$in_list in
  plain/plain/plain) token=plain ;; absent/absent/*) token=absent ;; absent/*) token=absent-on-create ;; plain/plain/absent) token=absent-in-lists ;; *) token=$in_read ;;
esac
[ -n "$in_create" ] || token=$in_read
open token "$token" "the token: ${in_create:-no answer} in the answer to the create, $in_read in a read, $in_list in a list"

must 'patching it' PATCH "/instances/$first" "$(jq -n --arg name "$unique two" --arg sender "$sender" '{name: $name, configuration: {($sender): "+18888888888"}}')"
if [ -z "$(of .id)" ] && [ "${answer:-}" = full ]; then answer=empty; fi
case ${answer:-} in full) open answer full 'answers hold the whole instance' ;; empty) open answer empty 'the answer to a change is empty' ;; esac
must 'reading it' GET "/instances/$first"
case $(of .name)/$(of ".configuration[\"$sender\"]") in
  "$unique two/+18888888888" | "$unique two/") open patch applied 'a patch changes the name, and one entry without the others' ;;
  "$unique two/"*) open patch partly 'a patch changes the name, and no entry' ;;
  *) open patch ignored 'a patch is answered by success and changes nothing' ;;
esac
echo 'patch: done'

must 'switching it off' DELETE "/instances/$first/enabled"
must 'reading it' GET "/instances/$first"
off=$(of '.disabled | tostring')
must 'switching it on' PUT "/instances/$first/enabled"
must 'reading it' GET "/instances/$first"
echo "switch: disabled is $off after switching it off, $(of '.disabled | tostring') after switching it on"

call PUT "/instances/$first" "$(jq -n --arg name "$unique" '{name: $name, tags: ["smoke-a", "smoke-b"]}')"
case $status in
  2??) open put partial 'a PUT changes what it holds' ;;
  *) open put whole "a PUT without the configuration is a $status" ;;
esac
call PUT "/instances/$first" "$(instance "$unique" '["smoke-a", "smoke-b"]')"
case $status in 2??)
  must 'reading it' GET "/instances/$first"
  case $(of 'if .configuration then .configuration["event.notification.enabled"] // "gone" else empty end') in
    true) open put-configuration merge 'an entry that a PUT leaves out stays' ;; '') ;; *) open put-configuration replace 'an entry that a PUT leaves out goes' ;;
  esac ;;
esac

call GET /instances/999999999
header=$(grep -ic '^elements-request-id:' "$work/headers" || true) in_body=$(of .requestId)
case $header/${in_body:+1} in 0/) where=none ;; 0/1) where=body ;; */1) where=both ;; *) where=header ;; esac
open request-id $where "where an error (here: $status) gives the id of the request"

# What becomes of names, and of missing tags.
odd=$(printf ' %s  a&b e\xcc\x81 <b>x</b> ' "$unique")
create "$odd"
must 'reading it' GET "/instances/$id"
stored=$(jq -r .name <<<"$body"; echo .)
stored=${stored%??}
rules=
case $stored in ' '* | *' ') ;; *) rules+=,trim ;; esac
case $stored in *"$unique  a"*) ;; *) rules+=,collapse ;; esac
case $stored in *$'\xc3\xa9'*) rules+=,compose ;; esac
case $stored in *'&amp;'*) rules+=,encode ;; esac
case $stored in *'<b>'* | *'&lt;b'*) ;; *) rules+=,strip ;; esac
rules=${rules#,}
open normalise "${rules:-none}" "'$odd' is stored as '$stored'"
if [ "$tags" != absent ]; then
  default=off
  [ "$(of '.tags | length')" = 0 ] || [ -z "$(of '.tags | length')" ] || default=absent
  create "$unique three" '[]'
  must 'reading it' GET "/instances/$id"
  [ "$(of '.tags | length')" = 0 ] || [ -z "$(of '.tags | length')" ] || default=absent-or-empty
  open default-tag $default 'whether an instance without tags, or with an empty list, gets its name as a tag'
fi

if [ -n "${SMOKE_OTHER_USER_SECRET:-}" ]; then
  account "$SMOKE_OTHER_USER_SECRET" "${SMOKE_OTHER_ORGANIZATION_SECRET:?}" >"$work/other"
  account=$work/other call GET "/instances/$first"
  case $status in 2??) seen=shown ;; *) seen=$status ;; esac
  open invisible $seen 'what the id of an instance of another account answers'
fi

# A create that its client gives up: opt-in, because an instance that comes after the wait has to be deleted by hand.
if [ -n "${SMOKE_LATE:-}" ]; then
  patience=1 call POST /instances "$(instance "$unique late")"
  began=$SECONDS late=
  until [ -n "$late" ] || [ $((SECONDS - began)) -ge "$SMOKE_LATE" ]; do
    sleep 1
    call GET "/instances?searchText=$unique"
    late=$(of '[.[]? | select(.name | contains("late")) | .id] | first')
  done
  if [ -n "$late" ]; then echo "[open] a create given up after 1 s makes an instance all the same, $((SECONDS - began)) s later"
  else echo "[open] a create given up after 1 s made no instance within $SMOKE_LATE s; look for '$unique late' later"; fi
fi

echo "A sandbox that behaves like this service: infobip-sandbox$(printf ' --behaviour %s' "${behaviours[@]}")"
