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
    public Task<(int Status, string? Address, IReadOnlyList<string> Cookies)> SendAsync(string key) =>
        PostAsync("/sign-in", "/session", ("key", key), ("next", "/"));

    /// <summary>Sends a name and a password.</summary>
    /// <returns>Where the browser goes next.</returns>
    public async Task<string?> SignInAsync(string name, string password) =>
        (await PostAsync("/sign-in", "/session", ("user", name), ("password", password), ("key", ""), ("next", "/"))).Address;

    /// <summary>Sends the password one has and the one one wants.</summary>
    /// <returns>Where the browser goes next.</returns>
    public async Task<string?> ChangePasswordAsync(string current, string wanted, string? repeated = null) => (await PostAsync(
        "/password", "/session/password", ("current", current), ("new", wanted), ("repeated", repeated ?? wanted), ("next", "/"))).Address;

    /// <summary>Opens a page.</summary>
    /// <returns>The status, and where the browser is sent instead.</returns>
    public async Task<(int Status, string? Address)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString());
    }

    public void Dispose() => _client.Dispose();

    private async Task<(int Status, string? Address, IReadOnlyList<string> Cookies)> PostAsync(
        string page, string address, params (string Name, string Value)[] fields)
    {
        using var shown = await _client.GetAsync(page);
        Given = CookiesOf(shown);
        var text = await shown.Content.ReadAsStringAsync();
        var token = Regex.Match(text, "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await _client.PostAsync(address, form);
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString(), CookiesOf(answer));
    }

    private static string[] CookiesOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
}
