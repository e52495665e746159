#!/usr/bin/env bash
# build.sh DIR: builds in DIR a Linux guest whose kernel simulates a GPIO chip (gpio-sim). A minute.
#
# The guest is emulated by qemu, without KVM. Its kernel is Debian's, which lacks gpio-sim: the module is
# compiled from Debian's kernel source. Packages of the kernel are unpacked below DIR and not installed;
# qemu, busybox and a compiler are installed where they are missing.
# Exit code 77, and one line that says why, where it cannot be built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
stamp=$(cat "$here"/* | cksum)
[ "$(cat "$dir/ready" 2>/dev/null)" = "$stamp" ] && exit 0

missing() {
    echo "the gpio guest cannot be built here: $1"
    exit 77
}
[ "$(uname -sm)" = "Linux x86_64" ] || missing "it needs Linux on x86-64"
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || missing "it needs Debian's apt-get and dpkg"
[ "$(id -u)" = 0 ] || missing "apt-get needs root"
apt-get update -qq >/dev/null 2>&1 || missing "apt-get update fails"
release=$(apt-cache depends linux-image-6.12-amd64 2>/dev/null | sed -n 's/.*Depends: linux-image-//p')
[ -n "$release" ] || missing "apt has no package linux-image-6.12-amd64"
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    qemu-system-x86 busybox-static xz-utils gcc make >/dev/null 2>&1 || missing "qemu or a compiler cannot be installed"

cd "$dir"
rm -rf ready debs kernel headers modules
mkdir debs kernel headers modules
version=${release%-amd64}
(cd debs && apt-get download -qq "linux-image-$release" "linux-headers-$release" "linux-headers-$version-common" \
    "linux-kbuild-$version" linux-source-6.12 2>/dev/null) || missing "apt-get download of the kernel fails"
dpkg-deb -x debs/linux-image-*.deb kernel
for package in debs/linux-headers-* debs/linux-kbuild-*; do dpkg-deb -x "$package" headers; done

# The headers' Makefile has the path of an installed package. Without vmlinux no BTF is made, which needs pahole.
tree=$dir/headers/usr/src/linux-headers-$release
sed -i "s#/usr/src/#$dir/headers/usr/src/#" "$tree/Makefile"
rm -f "$tree/vmlinux"

dpkg-deb --fsys-tarfile debs/linux-source-6.12_*.deb | tar -xO ./usr/src/linux-source-6.12.tar.xz | xz -T0 -dc |
    tar -x -C modules --strip-components=3 linux-source-6.12/drivers/gpio/gpio-sim.c linux-source-6.12/kernel/irq/irq_sim.c
mv modules/gpio-sim.c modules/gpio-sim-main.c
sed -i 's/irq_to_desc(irqnum)/irq_data_to_desc(irq_get_irq_data(irqnum))/' modules/irq_sim.c # exported to modules
cat >modules/Kbuild <<'KBUILD'
obj-m += gpio-sim.o
gpio-sim-y := gpio-sim-main.o irq_sim.o
ccflags-y += -DCONFIG_IRQ_SIM=1
KBUILD
make -s -j2 -C "$tree" "M=$dir/modules" modules >make.log 2>&1

"$here/initramfs.sh" "$dir/kernel" "$dir/modules/gpio-sim.ko" "$dir/initramfs.gz"
mv kernel/boot/vmlinuz-* vmlinuz
rm -rf debs kernel headers modules
echo "$stamp" >ready
