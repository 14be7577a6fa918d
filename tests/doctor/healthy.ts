/**
 * Instances like those of the border mail server of MULTI_INSTANCE_README, in which
 * there is nothing to find.
 *
 * @module
 */

/** The setup text. */
export const HEALTHY = `initialized
put $main 'master_service_disable = inet'
put $main 'relayhost = [mailhub.example.com]'
for name in postfix-out postfix-in; do
  files $name mta yes
  sed -i '/^master_service_disable/d; /^myhostname/d' /etc/$name/main.cf
  put /etc/$name/main.cf "myhostname = $name.example.com"
  put /etc/$name/main.cf "maillog_file = /var/log/$name.log"
  put /etc/$name/main.cf 'authorized_submit_users = root'
  listed /etc/$name
done
in=/etc/postfix-in/main.cf
out=/etc/postfix-out/main.cf
sed -i 's/^smtp  *inet/127.0.0.1:10026 inet/' /etc/postfix-out/master.cf
put $in 'default_transport = smtp:[127.0.0.1]:10025'
jail /etc/postfix
for part in dev etc lib usr; do
  [ -e /var/spool/postfix/$part ] || continue
  for name in postfix-out postfix-in; do
    cp -a /var/spool/postfix/$part /var/spool/$name
  done
done
# No test compares these trees, so there is no need to record them.
roots=/etc/postfix/main.cf
`;
