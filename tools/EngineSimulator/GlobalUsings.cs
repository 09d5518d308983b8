// The names that nearly every file needs: the protocol's messages, values and failures.
global using System.Collections.Concurrent;
global using System.Globalization;
global using Google.Protobuf;
global using Google.Protobuf.WellKnownTypes;
global using Grpc.Core;
global using InfoBip.EngineSimulator.Protocol;
global using Pulumirpc;
