#!/usr/bin/env bash
# A second S3 server for the contract tests: Ceph's radosgw with one monitor, one manager and one disk, all in one
# folder and on loopback. Needs root and Debian's packages.
#
#   radosgw.sh start FOLDER   installs what is missing, starts it, and writes FOLDER/environment
#   radosgw.sh stop FOLDER    stops it and removes the folder
set -euo pipefail

what=${1:?start or stop}
folder=$(realpath -m "${2:?a folder}")
configuration=(-c "$folder/ceph.conf")
port=${RADOSGW_PORT:-7480}

install_packages() {
  local program missing=0
  for program in radosgw radosgw-admin ceph-mon ceph-osd ceph-mgr ceph; do
    command -v "$program" >/dev/null || missing=1
  done
  [[ $missing == 0 ]] && return
  command -v apt-get >/dev/null || { echo "radosgw: no apt-get here"; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  local apt=(timeout 300 apt-get -qq -o DPkg::Lock::Timeout=120)
  "${apt[@]}" update &&
    "${apt[@]}" install -y --no-install-recommends radosgw ceph-mon ceph-osd ceph-mgr ceph-common >/dev/null
}

write_configuration() {
  cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $1
mon initial members = a
mon host = [v2:127.0.0.1:33300,v1:127.0.0.1:36789]
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $folder/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail warn = 5
mon data avail crit = 2
osd crush chooseleaf type = 0
run dir = $folder/run
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
admin socket = $folder/run/\$name.asok
osd objectstore = bluestore
bluestore block size = 6442450944
bluestore block create = true
osd memory target = 939524096
mon data = $folder/mon
mgr data = $folder/mgr
osd data = $folder/osd
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind ipv6 = false
rgw frontends = beast endpoint=127.0.0.1:$port
rgw data = $folder/rgw
rgw dns name = localhost
CONF
}

# The keys of the daemons. Without cephx the disk never comes up.
make_keys() {
  local key=(ceph-authtool "$folder/keyring" --gen-key)
  ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  "${key[@]}" -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mds 'allow *' --cap mgr 'allow *'
  "${key[@]}" -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' --cap mgr 'allow profile osd'
  "${key[@]}" -n mgr.x --cap mon 'allow profile mgr' --cap osd 'allow *' --cap mds 'allow *'
  "${key[@]}" -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw'
}

# until_true SECONDS COMMAND…: tries twice a second.
until_true() {
  local tries=$(($1 * 2))
  shift
  for ((; tries > 0; tries--)); do
    "$@" && return
    sleep 0.5
  done
  echo "radosgw: gave up waiting for: $*"
  return 1
}
disk_is_up() { timeout 5 ceph "${configuration[@]}" osd stat 2>/dev/null | grep -q '1 up'; }
gateway_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start_daemons() {
  local cluster disk
  cluster=$(cat /proc/sys/kernel/random/uuid)
  disk=$(cat /proc/sys/kernel/random/uuid)
  write_configuration "$cluster"
  make_keys >/dev/null
  monmaptool --create --fsid "$cluster" --addv a '[v2:127.0.0.1:33300,v1:127.0.0.1:36789]' "$folder/monmap" >/dev/null
  ceph-mon -i a --mkfs --monmap "$folder/monmap" --keyring "$folder/keyring" "${configuration[@]}"
  ceph-mon -i a "${configuration[@]}"
  timeout 60 ceph "${configuration[@]}" osd new "$disk" 0 >/dev/null
  ceph-osd -i 0 --mkfs --osd-uuid "$disk" --keyring "$folder/keyring" "${configuration[@]}" >/dev/null 2>&1
  ceph-osd -i 0 --keyring "$folder/keyring" "${configuration[@]}" 2>/dev/null
  ceph-mgr -i x "${configuration[@]}"
  until_true 60 disk_is_up
  radosgw -n client.rgw "${configuration[@]}"
  until_true 60 gateway_answers
}

start() {
  [[ $(id -u) == 0 ]] || { echo "radosgw: only root can start it"; return 1; }
  install_packages
  mkdir -p "$folder"/{mon,mgr,osd,run,log,rgw}
  start_daemons
  local secret user
  secret=$(tr -d - </proc/sys/kernel/random/uuid)
  # The owner of the buckets, and the users whose keys the processes have.
  for user in tests web inbox worker; do
    timeout 60 radosgw-admin "${configuration[@]}" user create --uid=$user --display-name=$user \
      --access-key=${user^^} --secret-key="$secret" >/dev/null 2>&1
  done
  cat >"$folder/environment" <<ENV
export RADOSGW_ENDPOINT=http://127.0.0.1:$port
export RADOSGW_ACCESS_KEY_ID=TESTS
export RADOSGW_SECRET_ACCESS_KEY=$secret
ENV
}

stop() {
  local file
  for file in "$folder"/run/client.rgw*.pid "$folder"/run/mgr.x.pid "$folder"/run/osd.0.pid "$folder"/run/mon.a.pid; do
    # It holds data of a test that is over: no farewell is needed.
    [[ -f $file ]] && kill -9 "$(cat "$file")" 2>/dev/null
  done
  rm -rf "$folder"
}

case $what in
  start) start ;;
  stop) stop || true ;;
  *) echo "radosgw: start or stop"; exit 1 ;;
esac
