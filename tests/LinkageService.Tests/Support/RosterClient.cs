using System.Net.Http.Headers;
using System.Text;

namespace LinkageService.Tests.Support;

/// <summary>Asks a service for one organisation's roster, as any client would.</summary>
internal sealed class RosterClient(RunningService service, string organization = "tangwan")
{
    private string Base => "/v1/organizations/" + organization;

    /// <summary>Makes the organisation.</summary>
    public async Task<RosterClient> MakeAsync(string? parent = null)
    {
        var above = parent is null ? "" : $", \"parent\": \"{parent}\"";
        var answer = await SendAsync(HttpMethod.Put, Base, $$"""{ "name": "某村", "legalForm": "rural_collective"{{above}} }""");
        Assert.Equal(201, answer.Status);
        return this;
    }

    /// <summary>Sends a body of JSON, or none, to a path below the organisation or to an absolute one.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await RawAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), "application/json", headers);
        return await Answer.OfAsync(response);
    }

    /// <summary>The same with bytes of any type.</summary>
    public async Task<HttpResponseMessage> RawAsync(
        HttpMethod method, string path, byte[]? body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"{Base}/{path}");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await service.Client.SendAsync(request);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PutAsync(string household, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, "households/" + household, body, headers);

    /// <summary>Imports a table.</summary>
    public async Task<Answer> ImportAsync(byte[] table, string query = "") =>
        await Answer.OfAsync(await RawAsync(HttpMethod.Post, "households:import" + query, table, "application/octet-stream"));

    /// <summary>Imports a table of text.</summary>
    public Task<Answer> ImportAsync(string table, string query = "") => ImportAsync(Encoding.UTF8.GetBytes(table), query);

    /// <summary>Exports the roster.</summary>
    public async Task<byte[]> ExportAsync(string query, params (string Name, string Value)[] headers)
    {
        using var response = await RawAsync(HttpMethod.Get, "households:export" + query, null, "", headers);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
