using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace LinkageService.Grpc.Reflection;

/// <summary>The standard reflection service.</summary>
internal sealed class ReflectionService(DescriptorCatalogue catalogue) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(Answer(catalogue, request));
        }
    }

    internal static ServerReflectionResponse Answer(DescriptorCatalogue catalogue, ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                SetFile(response, catalogue.FindFile(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                SetFile(response, catalogue.FindSymbol(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var (type, number) = (request.FileContainingExtension.ContainingType,
                    request.FileContainingExtension.ExtensionNumber);
                SetFile(response, catalogue.FindExtension(type, number), $"{type} {number}");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                SetExtensionNumbers(response, catalogue, request.AllExtensionNumbersOfType);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.Add(
                    catalogue.Services.Select(name => new ServiceResponse { Name = name }));
                break;
            default:
                SetError(response, StatusCode.Unimplemented, "The question is not one of this protocol.");
                break;
        }

        return response;
    }

    private static void SetFile(ServerReflectionResponse response, FileDescriptor? file, string name)
    {
        if (file is null)
        {
            SetError(response, StatusCode.NotFound, $"Not found: {name}");
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.Add(
            DescriptorCatalogue.WithImports(file).Select(each => each.SerializedData));
    }

    private static void SetExtensionNumbers(
        ServerReflectionResponse response, DescriptorCatalogue catalogue, string type)
    {
        if (catalogue.FindExtensionNumbers(type) is not { } numbers)
        {
            SetError(response, StatusCode.NotFound, $"Not found: {type}");
            return;
        }

        response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type };
        response.AllExtensionNumbersResponse.ExtensionNumber.Add(numbers);
    }

    private static void SetError(ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };
}
