using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using LinkageService.Errors;
using LinkageService.Tests.Access;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>A number that an enum has no value of is refused wherever a request has an enum, and never taken for nothing stated.</summary>
[Collection(SharedService.Name)]
public sealed class EnumNumbersTests(ServiceFixture fixture)
{
    [Theory]
    [InlineData(999)]
    [InlineData(-1)]
    public async Task Number_OfNoValue_InEveryEnumOfEveryRpc_IsRefusedWithItsField(int number)
    {
        using var api = new GrpcApi(fixture.Service.GrpcAddress);
        var (rpcs, fields) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var (name, method) in GrpcExamples.Methods)
        {
            foreach (var path in EnumsOf(method.InputType, []))
            {
                var message = method.InputType.Parser.ParseFrom([]);
                Set(message, path, number);
                var answer = await api.SendAsync(name, [message.ToByteArray()]);
                Assert.Equal((name, StatusCode.InvalidArgument, "invalid_value"), (name, answer.Status, answer.Code));
                var field = string.Join('.', path.Select(each => each.Name + (each.IsRepeated && !each.IsMap ? "[0]" : "")));
                Assert.Equal(
                    (name, field), (name, GrpcProblems.FieldOf(answer.Violations.Single(each => each.Reason == "invalid_value").Field)));
                rpcs.Add(name);
                fields++;
            }
        }

        Assert.True(rpcs.Contains("linkage.v1.Runs/ListRuns") && rpcs.Count >= 2 && fields >= 2, $"{fields} fields of {rpcs.Count} rpcs");
    }

    // Ways to every enum of a message; a message within itself is followed once.
    private static IEnumerable<FieldDescriptor[]> EnumsOf(MessageDescriptor message, IReadOnlyList<MessageDescriptor> above) =>
        message.Fields.InDeclarationOrder().SelectMany(IEnumerable<FieldDescriptor[]> (field) =>
            field.FieldType == FieldType.Enum ? [[field]]
            : field.FieldType == FieldType.Message && !field.IsMap && !above.Contains(field.MessageType)
                ? EnumsOf(field.MessageType, [.. above, message]).Select(path => (FieldDescriptor[])[field, .. path])
                : []);

    private static void Set(IMessage message, ReadOnlySpan<FieldDescriptor> path, int number)
    {
        var field = path[0];
        object value;
        if (path.Length == 1)
        {
            value = Enum.ToObject(field.EnumType.ClrType, number);
        }
        else
        {
            var inner = field.MessageType.Parser.ParseFrom([]);
            Set(inner, path[1..], number);
            value = inner;
        }

        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }
}
