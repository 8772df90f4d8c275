using System.Net;
using LinkageService.Configuration;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.CommandLine.Doctor;

/// <summary>Settings that are nearly ours, and those that say one thing and another.</summary>
internal static class SettingsExam
{
    /// <summary>Sections whose name is nearly one of ours: nobody reads them, and nothing else says so.</summary>
    /// <returns>Whether there is none.</returns>
    public static bool Names(DoctorReport report, IConfiguration configuration)
    {
        var areKnown = true;
        var ours = Settings.Sections.ToDictionary(section => section.ToUpperInvariant(), StringComparer.Ordinal);
        foreach (var section in configuration.GetChildren().Where(section => section.GetChildren().Any()))
        {
            var key = section.Key.ToUpperInvariant();
            if (!ours.ContainsKey(key) && Nearest.To(key, ours.Keys) is { } near)
            {
                var meant = ours[near];
                areKnown = false;
                report.Bad(
                    new LocalizedText($"设置：没有 {section.Key} 这一组，写在里面的不起作用",
                        $"settings: there is no section {section.Key}, and what stands in it does nothing"),
                    new LocalizedText($"是不是 {meant}？", $"is {meant} meant?"));
            }
        }

        return areKnown;
    }

    /// <summary>What the service takes and whoever set it did not mean.</summary>
    public static void Contradictions(DoctorReport report, IConfiguration configuration, Settings settings)
    {
        var isPostgres = settings.Storage.Provider == StorageProvider.Postgres;
        Unread(report, configuration, "Storage:Path", isPostgres, "Storage:Provider=sqlite");
        Unread(report, configuration, "Storage:ConnectionString", !isPostgres, "Storage:Provider=postgres");
        Unread(report, configuration, "Backup:Folder", isPostgres, "Storage:Provider=sqlite");
        Unread(report, configuration, "Batches:TakeoverSeconds", !isPostgres, "Storage:Provider=postgres");
        foreach (var key in new[] { "Https:Address", "Https:Certificate", "Https:Key" })
        {
            Unread(report, configuration, key, settings.Https is null, "Https:Port");
        }

        foreach (var name in IssuerSettings.Names.Where(_ => settings.Issuer is null))
        {
            Unread(report, configuration, "Auth:" + name, isUnread: true, "Auth:Mode=Jwt");
        }

        Unread(report, configuration, "Telemetry:OtlpProtocol", settings.Telemetry.Endpoint is null, "Telemetry:OtlpEndpoint");
        if (settings.Http.Port != 0 && settings.Http.Port == settings.Grpc.Port && Meet(settings.Http.Address, settings.Grpc.Address))
        {
            report.Bad(
                new LocalizedText(
                    $"设置：Http:Port 和 Grpc:Port 都是 {settings.Http.Port}",
                    $"settings: Http:Port and Grpc:Port are both {settings.Http.Port}"),
                new LocalizedText("改其中一个", "change one of them"));
        }

        if (settings is { SignsIn: true, Https: null, TrustedProxies.Count: 0 }
            && !(IPAddress.IsLoopback(settings.Http.Address) && IPAddress.IsLoopback(settings.Grpc.Address)))
        {
            report.Note(
                new LocalizedText("设置：对外监听而没有 TLS，密钥和令牌在网上是明文",
                    "settings: it listens to others without TLS, so keys and tokens travel in the clear"),
                new LocalizedText("设 Https:Port、Https:Certificate、Https:Key；前面有 TLS 代理的，把它的地址写进 Http:TrustedProxies",
                    "set Https:Port, Https:Certificate, Https:Key; behind a proxy that has the TLS, name it in Http:TrustedProxies"));
        }
    }

    private static bool Meet(IPAddress one, IPAddress other) => one.Equals(other) || IsAny(one) || IsAny(other);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static void Unread(DoctorReport report, IConfiguration configuration, string key, bool isUnread, string unless)
    {
        if (isUnread && configuration.GetSection(key).AsEnumerable().Any(each => each.Value is { Length: > 0 }))
        {
            report.Note(
                new LocalizedText($"设置：写了 {key}，但不起作用", $"settings: {key} is set and does nothing"),
                new LocalizedText($"它要和 {unless} 一起用；不用就去掉", $"it goes with {unless}; take it away if it is not meant"));
        }
    }
}
