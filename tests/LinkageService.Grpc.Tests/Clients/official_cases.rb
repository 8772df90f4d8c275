# Runs cases of the official interoperability client one after the other, which saves starting it anew for each.
# Usage: official_cases.rb CLIENT PORT CASE...; prints "ok CASE" or "failed CASE: why".
require 'timeout'

client, port, *cases = ARGV
load client

cases.each do |test_case|
  ARGV.replace(['--server_host', '127.0.0.1', '--server_port', port, '--test_case', test_case])
  begin
    Timeout.timeout(20) { main }
    puts "ok #{test_case}"
  rescue Exception => e # rubocop:disable Lint/RescueException -- an assertion of the client is no StandardError
    puts "failed #{test_case}: #{e.class} #{e.message}"
  end
  $stdout.flush
end
