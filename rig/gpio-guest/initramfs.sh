#!/usr/bin/env bash
# initramfs.sh KERNEL GPIO_SIM OUTPUT: packs busybox, the guest's init, and the modules that it loads.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kernel=$1 gpio_sim=$2 output=$3
root=$(mktemp -d)
trap 'rm -r "$root"' EXIT
mkdir -p "$root"/{bin,modules,proc,sys,dev,newroot}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$here/init" "$root/init"
for module in fs/netfs/netfs net/9p/9pnet net/9p/9pnet_virtio fs/9p/9p fs/configfs/configfs; do
    file=$(ls "$kernel"/lib/modules/*/kernel/$module.ko*)
    case $file in
    *.xz) xz -dc "$file" >"$root/modules/$(basename $module).ko" ;;
    *) cp "$file" "$root/modules/" ;;
    esac
done
strip -g -o "$root/modules/gpio-sim.ko" "$gpio_sim"
chmod +x "$root/init"
(cd "$root" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >"$output"
