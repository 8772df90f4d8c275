using LinkageService.Access.Issuers;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;

namespace LinkageService.CommandLine.Doctor;

/// <summary>The issuer of tokens: whether it answers, is the one that is meant, and has this machine's time.</summary>
internal static class IssuerExam
{
    public static async Task RunAsync(DoctorReport report, IssuerSettings settings, CancellationToken cancellation)
    {
        using var client = new IssuerClient(settings);
        var (document, reason) = await client.DocumentAsync(IssuerDocument.AddressOf(settings), cancellation);
        if (document is null)
        {
            report.Bad(
                new LocalizedText(
                    $"登录服务：读不到 {settings.Issuer}：{reason}", $"issuer: nothing is read from {settings.Issuer}: {reason}"),
                new LocalizedText("核对 Auth:Issuer，和这台机器到它的网络、证书；它的地址要和它自己说明的一样",
                    "check Auth:Issuer, and the network and certificates from this machine to it; it is written as the issuer writes it"));
            return;
        }

        report.Good($"登录服务：{settings.Issuer}，{document.SigningKeys.Count} 把公钥",
            $"issuer: {settings.Issuer}, {document.SigningKeys.Count} public keys");
        if (settings.ClientId is null)
        {
            report.Note(
                new LocalizedText("登录服务：网页不能用它登录", "issuer: nobody signs in to the console by it"),
                new LocalizedText("要能登录网页就设 Auth:ClientId；只给程序用就不必", "set Auth:ClientId for people; programs alone do not need it"));
        }

        await ClockAsync(report, client, settings, cancellation);
    }

    private static async Task ClockAsync(
        DoctorReport report, IssuerClient client, IssuerSettings settings, CancellationToken cancellation)
    {
        var before = TimeProvider.System.GetUtcNow();
        using var answer = await client.Http.GetAsync(IssuerDocument.AddressOf(settings), cancellation);
        var now = TimeProvider.System.GetUtcNow();
        if (answer.Headers.Date is not { } said)
        {
            return;
        }

        // Its clock has whole seconds, and the answer took a while.
        var apart = said < before ? before - said : said > now ? said - now : TimeSpan.Zero;
        if (apart > IssuerTokens.Skew)
        {
            report.Bad(
                new LocalizedText($"登录服务：它的时钟和这台机器差 {(int)apart.TotalSeconds} 秒，令牌会被当成过期或还没生效",
                    $"issuer: its clock and that of this machine are {(int)apart.TotalSeconds} seconds apart: tokens seem expired or not "
                    + "valid yet"),
                new LocalizedText("校准两边的时间（timedatectl set-ntp true）", "set the clocks of both (timedatectl set-ntp true)"));
        }
        else
        {
            report.Good("登录服务：时钟一致", "issuer: its clock agrees with this one");
        }
    }
}
