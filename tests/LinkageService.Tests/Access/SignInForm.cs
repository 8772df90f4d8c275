using System.Net;
using System.Text.RegularExpressions;

namespace LinkageService.Tests.Access;

/// <summary>The page where a person signs in, filled in and sent as a browser does.</summary>
internal sealed class SignInForm : IDisposable
{
    private readonly HttpClient _client;

    public SignInForm(Uri address) => _client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = address,
    };

    /// <summary>The cookies the page itself came with.</summary>
    public IReadOnlyList<string> Given { get; private set; } = [];

    /// <summary>Sends a key.</summary>
    /// <returns>The status, where the browser goes next, and the cookies it was given.</returns>
    public async Task<(int Status, string? Address, IReadOnlyList<string> Cookies)> SendAsync(string key)
    {
        using var shown = await _client.GetAsync("/sign-in");
        Given = CookiesOf(shown);
        var page = await shown.Content.ReadAsStringAsync();
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("key", key), new("next", "/")]);
        using var answer = await _client.PostAsync("/session", form);
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString(), CookiesOf(answer));
    }

    public void Dispose() => _client.Dispose();

    private static string[] CookiesOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
}
