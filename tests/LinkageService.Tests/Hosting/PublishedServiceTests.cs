using LinkageService.Tests.Cases;
using LinkageService.Tests.Repository;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Hosting;

/// <summary>
/// What the container image holds: published from what <c>docker build</c> sees, as the Dockerfile does it, and started by an ordinary
/// user who may write nothing there.
/// </summary>
public sealed class PublishedServiceTests
{
    // Port 0 cannot be asked for its health from outside; this one is outside of the range systems hand out.
    private const string Port = "5987";

    // A whole build of its own, without anything compiled before.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task TreeOfTheContainer_PublishedAndStartedAsOrdinaryUser_BecomesReady()
    {
        await Tool.RequireInFullAsync("command -v curl && (test $(id -u) != 0 || command -v setpriv)");
        var source = Directory.CreateTempSubdirectory("linkage-source-").FullName;
        DockerContext.OfRepository().CopyTo(source);
        var script = $$"""
            set -e
            app=$(mktemp -d)
            export MSBUILDDISABLENODEREUSE=1
            {{PublishOfTheDockerfile()}} > "$app.log" 2>&1 || { cat "$app.log"; exit 1; }
            chmod -R a+rX,a-w "$app"
            data=$(mktemp -d)
            as_user=""
            if [ "$(id -u)" = 0 ]; then as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"; fi
            if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$data"; fi
            cd /
            export Storage__Path="$data/linkage.db"
            $as_user dotnet "$app/LinkageService.dll" --Http:Port={{Port}} --Grpc:Port=0 > "$app.log" 2>&1 &
            service=$!
            ready=1
            for i in $(seq 60); do
              if $as_user dotnet "$app/LinkageService.dll" health --url http://127.0.0.1:{{Port}} 2>/dev/null; then ready=0; break; fi
            done
            for file in sign-in console.css console.js _framework/blazor.web.js _content/Radzen.Blazor/css/standard-base.css; do
              curl --silent --fail --output /dev/null "http://127.0.0.1:{{Port}}/$file" || { echo "not served: $file"; ready=1; }
            done
            owner=$(stat -c %u /proc/$service)
            kill $service
            wait $service || true
            cat "$app.log"
            chmod -R u+w "$app"
            rm -rf "$app" "$app.log" "$data"
            echo "user $owner"
            exit $ready
            """;
        var (exitCode, output) = await Tool.RunAsync(script, source, Longest);
        Directory.Delete(source, recursive: true);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("user 0\n", output, StringComparison.Ordinal);
    }

    private static string PublishOfTheDockerfile()
    {
        const string run = "RUN ", into = " -o /app ";
        var dockerfile = File.ReadAllLines(Path.Combine(SchemeCases.RepositoryRoot(), "Dockerfile"));
        var publish = Assert.Single(dockerfile, line => line.StartsWith(run + "dotnet publish", StringComparison.Ordinal));
        Assert.Contains(into, publish, StringComparison.Ordinal);
        return publish[run.Length..].Replace(into, " -o \"$app\" ", StringComparison.Ordinal);
    }
}
