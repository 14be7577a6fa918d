/**
 * A /usr that a world can change, for dpkg to work in.
 *
 * @module
 */

/**
 * Shell text. An overlay hides what is mounted below it, and a world has mounts of its
 * own there: they are bound over it again.
 */
export const OWN_USR =
  `mkdir -p $WORLD/usr/upper $WORLD/usr/work $WORLD/usr/whole
mount --rbind /usr $WORLD/usr/whole
mount -t overlay -o lowerdir=/usr,upperdir=$WORLD/usr/upper,workdir=$WORLD/usr/work \\
    overlay /usr
for below in local sbin lib/postfix; do
    mount --bind $WORLD/usr/whole/$below /usr/$below
done`;
