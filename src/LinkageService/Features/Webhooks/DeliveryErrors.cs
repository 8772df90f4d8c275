using System.Net;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Webhooks;

/// <summary>Why an event was not taken.</summary>
internal static class DeliveryErrors
{
    public const string Timeout = "timeout";
    public const string NoConnection = "no_connection";
    public const string AddressRefused = "address_refused";
    public const string Tls = "tls";
    public const string Redirect = "redirect";
    public const string Gone = "gone";
    public const string Refused = "refused";
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Timeout, NoConnection, AddressRefused, Tls, Redirect, Gone, Refused, Failed];

    /// <summary>What an answer means; empty when the receiver took the event.</summary>
    public static string Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => "",
        >= 300 and < 400 => Redirect,
        410 => Gone,
        >= 400 and < 500 => Refused,
        _ => Failed,
    };

    /// <summary>One in words.</summary>
    public static LocalizedText WordsOf(string error) => error switch
    {
        Timeout => new("15 秒内没有答复", "no answer within 15 seconds"),
        NoConnection => new("连接不上", "no connection"),
        AddressRefused => new("这个地址不在运营方允许之列（Webhooks:AllowedHosts）", "the operator does not allow this address (Webhooks:AllowedHosts)"),
        Tls => new("证书或加密连接不能用", "the certificate or the encrypted connection cannot be used"),
        Redirect => new("对方要求改去别的地址，不跟着去", "the receiver answers with a redirect, which is not followed"),
        Gone => new("对方说不再接收（410），已停止", "the receiver wants no more (410), so nothing is sent"),
        Refused => new("对方拒收", "the receiver refuses it"),
        Failed => new("对方出错", "the receiver failed"),
        _ => new("没有送到", "not delivered"),
    };
}
