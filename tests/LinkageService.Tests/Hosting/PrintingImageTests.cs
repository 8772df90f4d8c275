using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Hosting;

/// <summary>
/// The file system of the container image's last stage: its Debian made by debootstrap, then what the Dockerfile runs there. The service
/// runs in it as its user, and prints a notice with a Chinese font of that file system.
/// </summary>
public sealed class PrintingImageTests
{
    private const string Port = "5989";

    // Fetching and unpacking some 250 packages: two minutes on a free machine, seven on a busy one.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(12);

    // It fetches some 300 MB and takes minutes: asked for by name, CONTRIBUTING.md says how.
    [Fact(Explicit = true)]
    public async Task LastStage_OfTheDockerfile_PrintsAPdfInChinese()
    {
        await Tool.RequireInFullAsync("command -v debootstrap && command -v curl && command -v pdftotext && test $(id -u) = 0");
        var stage = LastStage();
        var script = $$"""
            set -e
            root=$(mktemp -d)
            leave() {
              test -z "$service" || kill $service 2>/dev/null || true
              umount -l "$root/dev" "$root/proc" 2>/dev/null || true
              rm -rf --one-file-system "$root" "$root.log"
            }
            trap leave EXIT
            debootstrap --variant=minbase {{stage.Suite}} "$root" http://deb.debian.org/debian > "$root.log" 2>&1 \
              || { tail -20 "$root.log"; exit 1; }
            mount --bind /dev "$root/dev"
            mount -t proc proc "$root/proc"
            cp /etc/resolv.conf "$root/etc/resolv.conf"
            from=$(dirname "$(readlink -f "$(command -v dotnet)")")
            mkdir -p "$root/usr/share/dotnet" "$root/app"
            cp -r "$from/dotnet" "$from/host" "$from/shared" "$root/usr/share/dotnet/"
            cp -r "{{AppContext.BaseDirectory}}." "$root/app/"
            rm -f "$root"/app/*.staticwebassets.runtime.json
            cat > "$root/commands" <<'COMMANDS'
            set -e
            export DEBIAN_FRONTEND=noninteractive
            {{string.Join('\n', stage.Commands)}}
            COMMANDS
            chroot "$root" sh /commands > "$root.log" 2>&1 || { tail -20 "$root.log"; exit 1; }
            chroot --userspec=1654:1654 "$root" /usr/bin/env -i PATH=/usr/bin:/bin Storage__Path=/data/linkage.db \
              Storage__KeyFile=/data/linkage.key sh -c \
              'cd /app && exec dotnet LinkageService.dll serve --Demo:Enabled=true --Http:Port={{Port}} --Grpc:Port=0' > "$root.log" 2>&1 &
            service=$!
            for i in $(seq 120); do
              curl --silent --fail --output /dev/null http://127.0.0.1:{{Port}}/readyz && break
              sleep 1
            done
            run=$(curl --silent --fail "http://127.0.0.1:{{Port}}/v1/organizations/tangwan/runs?state=paid" \
              | grep -o '"id":"[0-9a-f]*"' | head -1 | cut -d'"' -f4)
            pdf="$root/notice.pdf"
            curl --silent --show-error --fail --max-time 170 --output "$pdf" \
              "http://127.0.0.1:{{Port}}/v1/runs/$run/exports/notice.pdf" || { cat "$root.log"; exit 1; }
            pdftotext "$pdf" - | grep 收益分配公示表
            find "$root/usr/share/fonts" -name 'Noto*CJK*'
            """;
        var (exitCode, output) = await Tool.RunAsync(script, Path.GetTempPath(), Longest);
        Assert.True(exitCode == 0, output);
        Assert.Contains("NotoSansCJK", output, StringComparison.Ordinal);
    }

    // FROM debian:<suite>-slim, and the commands that are run in it.
    private static (string Suite, IReadOnlyList<string> Commands) LastStage()
    {
        var lines = File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "Dockerfile"))
            .Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        var stage = lines.Skip(Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))).ToArray();
        const string from = "FROM debian:", slim = "-slim", run = "RUN ";
        Assert.StartsWith(from, stage[0], StringComparison.Ordinal);
        var commands = stage.Where(line => line.StartsWith(run, StringComparison.Ordinal)).Select(line => line[run.Length..]).ToArray();
        Assert.Contains(commands, command => command.Contains("chromium fonts-noto-cjk", StringComparison.Ordinal));
        return (stage[0][from.Length..].Replace(slim, "", StringComparison.Ordinal).Trim(), commands);
    }
}
