using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Grpc.Tests;

/// <summary>The standard reflection service, under both its names.</summary>
public sealed class ReflectionTests : IAsyncLifetime
{
    private const string V1 = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    private const string V1Alpha = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
    private GrpcServer server = null!;
    private GrpcWire wire = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GrpcServer.StartAsync(
            configure: builder => builder.Services.AddGrpcReflection(), map: app => app.MapGrpcReflectionService());
        wire = new GrpcWire(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(V1)]
    [InlineData(V1Alpha)]
    public async Task ListServices_OfThisServer_NamesAllThatIsMapped(string path)
    {
        var answer = await AskAsync(path, new ServerReflectionRequest { Host = "h", ListServices = "*" });

        Assert.Equal(
            [
                "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
                "linkage.test.Echo",
            ],
            answer.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("h", answer.ValidHost);
        Assert.Equal("*", answer.OriginalRequest.ListServices);
    }

    [Theory]
    [InlineData("linkage.test.Echo", "echo.proto")]
    [InlineData("linkage.test.Echo.Say", "echo.proto")]
    [InlineData("linkage.test.EchoRequest", "echo.proto")]
    [InlineData("linkage.test.EchoRequest.times", "echo.proto")]
    [InlineData("grpc.reflection.v1.ServerReflectionRequest.message_request", "grpc/reflection/v1/reflection.proto")]
    public async Task FileContainingSymbol_OfEachKind_IsAFileThatCanBeBuilt(string symbol, string file)
    {
        var answer = await AskAsync(V1, new ServerReflectionRequest { FileContainingSymbol = symbol });

        var files = FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto.Reverse());
        Assert.Equal(file, files[^1].Name);
    }

    [Fact]
    public async Task FileByFilename_OfAKnownFile_IsThatFile()
    {
        var answer = await AskAsync(V1Alpha, new ServerReflectionRequest { FileByFilename = "echo.proto" });

        Assert.Equal([EchoReflection.Descriptor.SerializedData], answer.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task Question_WithoutAnAnswer_IsAnErrorAndTheNextIsAnswered()
    {
        ServerReflectionRequest[] questions =
        [
            new() { FileContainingSymbol = "linkage.test.Nothing" },
            new() { FileByFilename = "nothing.proto" },
            new() { FileContainingExtension = new() { ContainingType = "linkage.test.EchoReply", ExtensionNumber = 9 } },
            new() { AllExtensionNumbersOfType = "linkage.test.Nothing" },
            new(),
            new() { AllExtensionNumbersOfType = "linkage.test.EchoReply" },
        ];

        var reply = await wire.SendAsync(V1, questions.SelectMany(GrpcWire.Frame).ToArray());

        var answers = reply.Frames.Select(f => ServerReflectionResponse.Parser.ParseFrom(f.Message)).ToArray();
        Assert.Equal(
            [5, 5, 5, 5, 12],
            answers.Take(5).Select(answer => answer.ErrorResponse.ErrorCode));
        Assert.Equal("linkage.test.EchoReply", answers[5].AllExtensionNumbersResponse.BaseTypeName);
        Assert.Equal(StatusCode.OK, reply.Status);
    }

    private async Task<ServerReflectionResponse> AskAsync(string path, ServerReflectionRequest question)
    {
        var reply = await wire.CallAsync(path, question);
        return ServerReflectionResponse.Parser.ParseFrom(Assert.Single(reply.Frames).Message);
    }
}
