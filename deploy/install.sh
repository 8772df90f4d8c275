#!/bin/sh
# Puts a published service into the folders a Debian system has for it: program, settings, unit and user. Settings that are there stay.
#   dotnet publish src/LinkageService -c Release -o published
#   sudo deploy/install.sh published
# With DESTDIR set everything goes below it and nobody is made a user, as for an image or a package.
set -eu
published=${1:?the folder that dotnet publish wrote}
here=$(dirname "$0")
to=${DESTDIR:-}

install -d -m 0755 "$to/usr/lib/linkage" "$to/usr/bin" "$to/usr/lib/systemd/system" "$to/usr/lib/sysusers.d" "$to/usr/share/doc/linkage"
install -d -m 0750 "$to/etc/linkage"
# Not through the link of the installation before: that would be the settings.
rm -f "$to/usr/lib/linkage/appsettings.json"
cp -R "$published/." "$to/usr/lib/linkage/"
chmod -R u=rwX,go=rX "$to/usr/lib/linkage"
[ -e "$to/etc/linkage/appsettings.json" ] || install -m 0640 "$here/appsettings.json" "$to/etc/linkage/appsettings.json"
# The program and its commands read one file, which an upgrade leaves alone.
ln -sf /etc/linkage/appsettings.json "$to/usr/lib/linkage/appsettings.json"
ln -sf /usr/lib/linkage/LinkageService "$to/usr/bin/linkage"
install -m 0644 "$here/linkage.service" "$to/usr/lib/systemd/system/linkage.service"
install -m 0644 "$here/linkage.sysusers" "$to/usr/lib/sysusers.d/linkage.conf"
install -m 0644 "$here/../docs/operations.md" "$to/usr/share/doc/linkage/operations.md"

if [ -z "$to" ]; then
  systemd-sysusers linkage.conf
  chgrp -R linkage /etc/linkage
  systemctl daemon-reload
  echo "systemctl enable --now linkage"
fi
