#!/bin/sh
# The inside of eng/try-in-containers.sh: what the plugin does on a system with this C library. It changes the system that it runs on, so it is for containers.
set -eu
mode=${1:?usage: eng/try-here.sh deploys|without-openssl|without-glibc}
plugin=/try/pulumi-resource-infobip
work=$(mktemp -d)
cp /try/Pulumi.yaml "$work"
cd "$work"

# Starts the plugin as the engine does and waits for the port that it prints.
starts() {
  "$plugin" >port 2>errors &
  process=$!
  tries=0
  until [ -s port ] || [ $tries -ge 100 ]; do
    kill -0 $process 2>/dev/null || break
    sleep 0.1
    tries=$((tries + 1))
  done
  kill $process 2>/dev/null || true
  wait $process || true
  case $(cat port) in '' | *[!0-9]*) return 1 ;; esac
}

has_openssl() { find / -xdev -name 'libssl.so.[13]*' 2>/dev/null | grep -q .; }

up() {
  export PULUMI_HOME="$work/home" PULUMI_BACKEND_URL="file://$work" PULUMI_CONFIG_PASSPHRASE=any PULUMI_SKIP_UPDATE_CHECK=true INFOBIP_JOURNAL="$work/journal"
  "$PULUMI" plugin install resource infobip "$VERSION" --file "$plugin"
  "$PULUMI" stack init dev
  "$PULUMI" config set infobip:baseUrl "$1"
  for secret in infobip:userSecret infobip:organizationSecret infobipPassword; do "$PULUMI" config set --secret $secret any; done
  "$PULUMI" up --yes --skip-preview
}

case $mode in
  deploys)
    if ! has_openssl; then
      echo 'This image has no OpenSSL, which the documentation asks for: it is installed first.'
      if command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq libssl3 >/dev/null; else dnf install -y -q openssl-libs; fi
    fi
    starts || { cat port errors; exit 1; }
    up "$ADDRESS"
    "$PULUMI" destroy --yes --skip-preview
    ;;
  without-openssl)
    find / -xdev \( -name 'libssl.so*' -o -name 'libcrypto.so*' \) -exec rm -f {} + 2>/dev/null || true
    if has_openssl; then echo 'OpenSSL is still there.'; exit 1; fi
    starts || { echo 'The plugin does not even start without OpenSSL:'; cat port errors; exit 1; }
    if up "https://127.0.0.1:1/your_moms/api-v2" >out 2>&1; then cat out; echo 'It deployed over TLS without OpenSSL.'; exit 1; fi
    grep -iE 'libssl|openssl' out || { cat out; echo 'The failure does not say that OpenSSL is missing.'; exit 1; }
    ;;
  without-glibc)
    if starts; then echo 'The plugin starts here, so the documentation need not exclude this system.'; exit 1; fi
    cat errors
    grep -q 'not found' errors || { echo 'The failure is not the one that the documentation describes.'; exit 1; }
    ;;
  *) echo "There is no mode '$mode'." >&2; exit 2 ;;
esac
echo "As expected: $mode."
