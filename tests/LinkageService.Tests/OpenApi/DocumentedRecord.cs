using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Http;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.OpenApi;

/// <summary>
/// The record that documents a response: read into it and serialised again, the response is the same bytes. So are those that are
/// not serialised from it but put together from ready pieces, such as statements.
/// </summary>
internal static class DocumentedRecord
{
    private static readonly JsonSerializerOptions Sent = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Checks a response of an operation, where it is a success of JSON.</summary>
    public static void Check(RunningService service, string operation, Answer answer)
    {
        if (answer.Status is < 200 or >= 300 || answer.ContentType != "application/json")
        {
            return;
        }

        var endpoint = service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Single(each => each.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == operation);
        Check(endpoint.Metadata.GetMetadata<EndpointDocumentation>()!.Response, answer);
    }

    /// <summary>Checks a response.</summary>
    public static void Check(Type record, Answer answer) =>
        Assert.Equal(answer.Text, JsonSerializer.Serialize(JsonSerializer.Deserialize(answer.Text, record, Sent), record, Sent));
}
