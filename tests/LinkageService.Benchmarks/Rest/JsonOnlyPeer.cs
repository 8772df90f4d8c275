using System.Net;
using System.Text.Json;
using LinkageService.Features.Calculations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Rest;

/// <summary>The peer: a minimal endpoint that only reads the same request and writes the same answer with System.Text.Json.</summary>
internal static class JsonOnlyPeer
{
    /// <summary>The peer, listening; <paramref name="answer"/> is what it writes each time.</summary>
    public static async Task<WebApplication> StartAsync(byte[] answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.DefaultIgnoreCondition =
            System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull);
        var app = builder.Build();
        var read = JsonSerializer.Deserialize<CalculationAnswer>(answer, JsonSerializerOptions.Web)!;
        app.MapPost("/v1/calculations", (Request request) => request.Households.Count > 0 ? Results.Ok(read) : Results.BadRequest());
        await app.StartAsync();
        return app;
    }

    internal sealed record Request(
        string? Scheme, int? Year, Dictionary<string, string>? Parameters, Dictionary<string, string>? Inputs, List<Household> Households);

    internal sealed record Household(string Id, List<string>? Tags, Dictionary<string, string>? Holdings);
}
