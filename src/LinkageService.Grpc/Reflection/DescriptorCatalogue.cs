using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using LinkageService.Grpc.Hosting;

namespace LinkageService.Grpc.Reflection;

/// <summary>The files, symbols and extensions behind the services that are mapped.</summary>
internal sealed class DescriptorCatalogue
{
    private readonly Dictionary<string, FileDescriptor> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, int Number), FileDescriptor> extensions = [];
    private readonly SortedSet<string> services = new(StringComparer.Ordinal);

    public DescriptorCatalogue(ServiceCatalogue catalogue)
    {
        foreach (var service in catalogue.ServiceTypes.Select(Describe).OfType<ServiceDescriptor>())
        {
            services.Add(service.FullName);
            AddFile(service.File);
        }
    }

    public IEnumerable<string> Services => services;

    public FileDescriptor? FindFile(string name) => files.GetValueOrDefault(name);

    public FileDescriptor? FindSymbol(string name) => symbols.GetValueOrDefault(name);

    public FileDescriptor? FindExtension(string type, int number) => extensions.GetValueOrDefault((type, number));

    /// <summary>The extension numbers of a message; null for an unknown message.</summary>
    public IEnumerable<int>? FindExtensionNumbers(string type) => symbols.ContainsKey(type)
        ? extensions.Keys.Where(key => key.Type == type).Select(key => key.Number).Order()
        : null;

    /// <summary>A file and, after it, all it imports.</summary>
    public static IEnumerable<FileDescriptor> WithImports(FileDescriptor file)
    {
        var found = new List<FileDescriptor> { file };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(found[i].Dependencies.Except(found));
        }

        return found;
    }

    // Generated code keeps the descriptor beside the base class that the service derives from.
    private static ServiceDescriptor? Describe(Type serviceType)
    {
        for (var type = serviceType; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                return attribute.BindType.GetProperty("Descriptor")?.GetValue(null) as ServiceDescriptor;
            }
        }

        return null;
    }

    private void AddFile(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var service in file.Services)
        {
            AddSymbols(file, [service, .. service.Methods]);
        }

        foreach (var message in file.MessageTypes)
        {
            AddMessage(file, message);
        }

        foreach (var type in file.EnumTypes)
        {
            AddSymbols(file, [type, .. type.Values]);
        }

        AddExtensions(file, file.Extensions);
        foreach (var dependency in file.Dependencies)
        {
            AddFile(dependency);
        }
    }

    private void AddMessage(FileDescriptor file, MessageDescriptor message)
    {
        AddSymbols(file, [message, .. message.Fields.InDeclarationOrder(), .. message.Oneofs]);
        foreach (var type in message.EnumTypes)
        {
            AddSymbols(file, [type, .. type.Values]);
        }

        foreach (var nested in message.NestedTypes)
        {
            AddMessage(file, nested);
        }

        AddExtensions(file, message.Extensions);
    }

    private void AddExtensions(FileDescriptor file, ExtensionCollection collection)
    {
        foreach (var extension in collection.UnorderedExtensions)
        {
            symbols.TryAdd(extension.FullName, file);
            extensions.TryAdd((extension.ExtendeeType.FullName, extension.FieldNumber), file);
        }
    }

    private void AddSymbols(FileDescriptor file, IEnumerable<IDescriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            symbols.TryAdd(descriptor.FullName, file);
        }
    }
}
