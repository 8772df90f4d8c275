using System.Text;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Tests.Hosting;

/// <summary>An endpoint can send nothing but what the OpenAPI document says it does.</summary>
public sealed class JsonResponseTests
{
    private static readonly ObjectionListContract Nothing = new([]);

    [Fact]
    public async Task Write_WhatIsDocumented_IsSent()
    {
        var http = Request(typeof(ObjectionListContract));
        await JsonResponse.WriteAsync(http, Nothing, RunContracts.Default.ObjectionListContract, CancellationToken.None);
        Assert.Equal("""{"objections":[]}""", Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
    }

    [Theory]
    [InlineData(typeof(ObjectionContract))]
    [InlineData(null)]
    public async Task Write_SomethingElse_IsRefused(Type? documented) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => JsonResponse.WriteAsync(
            Request(documented), Nothing, RunContracts.Default.ObjectionListContract, CancellationToken.None));

    private static DefaultHttpContext Request(Type? documented)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        object[] metadata = documented is null ? [] : [new EndpointDocumentation("", "") { Response = documented }];
        http.SetEndpoint(new Endpoint(requestDelegate: null, new EndpointMetadataCollection(metadata), "test"));
        return http;
    }
}
