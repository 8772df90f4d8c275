namespace Grpc.AspNetCore.Server;

/// <summary>
/// Options of one service. They start as those of every service; interceptors added here run inside the common ones.
/// </summary>
/// <typeparam name="TService">The service.</typeparam>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;
