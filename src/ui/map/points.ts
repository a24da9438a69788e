/** The points themselves: WebGL2, one draw call, uploaded again only when colours or sizes change. */
import type { Camera, Size } from "./camera.ts";
import { scaleOf } from "./camera.ts";

/** How each point looks; row i of both belongs to item i. */
export interface Look {
  /** `[N, 4]` red, green, blue and opacity, 0-255. */
  readonly colours: Uint8Array;
  /** `[N]` diameters in CSS pixels on the whole map. */
  readonly sizes: Float32Array;
  /** `[N]` rows in the order of drawing, what matters most last. */
  readonly order: Uint32Array;
}

const VERTEX = `#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in vec4 colour;
layout(location = 2) in float size;
uniform vec2 middle;
uniform vec2 scale;
uniform float magnify;
out vec4 tint;
out float width;
void main() {
  gl_Position = vec4((place - middle) * scale, 0.0, 1.0);
  width = max(size * magnify, 1.0);
  gl_PointSize = width + 1.0;
  tint = colour;
}`;

// One pixel of soft edge, in the point's own size.
const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 tint;
in float width;
out vec4 pixel;
void main() {
  float from = length(gl_PointCoord - 0.5) * (width + 1.0);
  float cover = clamp(width * 0.5 + 0.5 - from, 0.0, 1.0);
  float alpha = tint.a * cover;
  pixel = vec4(tint.rgb * alpha, alpha);
}`;

export class Points {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #buffers: Readonly<
    Record<"places" | "colours" | "sizes" | "order", WebGLBuffer>
  >;
  readonly #uniforms: Readonly<
    Record<"middle" | "scale" | "magnify", WebGLUniformLocation | null>
  >;
  #count = 0;

  private constructor(gl: WebGL2RenderingContext, program: WebGLProgram) {
    this.#gl = gl;
    this.#program = program;
    const at = (name: string) => gl.getUniformLocation(program, name);
    this.#uniforms = {
      middle: at("middle"),
      scale: at("scale"),
      magnify: at("magnify"),
    };
    this.#buffers = {
      places: gl.createBuffer(),
      colours: gl.createBuffer(),
      sizes: gl.createBuffer(),
      order: gl.createBuffer(),
    };
  }

  /** Null where there is no WebGL2; the page then offers the table. */
  static on(canvas: HTMLCanvasElement): Points | null {
    const gl = canvas.getContext("webgl2", {
      antialias: false,
      premultipliedAlpha: true,
    });
    const program = gl && programOf(gl);
    return gl && program ? new Points(gl, program) : null;
  }

  /** @param places `[N, 2]` */
  place(places: Float32Array): void {
    this.#fill(this.#buffers.places, places);
  }

  dress({ colours, sizes, order }: Look): void {
    this.#fill(this.#buffers.colours, colours);
    this.#fill(this.#buffers.sizes, sizes);
    const gl = this.#gl;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.DYNAMIC_DRAW);
    this.#count = order.length;
  }

  draw(camera: Camera, size: Size, ratio: number, magnify: number): void {
    const gl = this.#gl;
    const canvas = gl.canvas;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(this.#program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const { x, y } = scaleOf(size, camera.zoom);
    const { middle, scale, magnify: magnified } = this.#uniforms;
    gl.uniform2f(middle, camera.x, camera.y);
    gl.uniform2f(scale, (2 * x) / size.width, (2 * y) / size.height);
    gl.uniform1f(magnified, magnify * ratio);
    this.#read(0, this.#buffers.places, 2, gl.FLOAT, false);
    this.#read(1, this.#buffers.colours, 4, gl.UNSIGNED_BYTE, true);
    this.#read(2, this.#buffers.sizes, 1, gl.FLOAT, false);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#buffers.order);
    gl.drawElements(gl.POINTS, this.#count, gl.UNSIGNED_INT, 0);
  }

  dispose(): void {
    for (const buffer of Object.values(this.#buffers))
      this.#gl.deleteBuffer(buffer);
    this.#gl.deleteProgram(this.#program);
  }

  #fill(buffer: WebGLBuffer, data: AllowSharedBufferSource): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
  }

  #read(
    at: number,
    buffer: WebGLBuffer,
    width: number,
    type: number,
    normalised: boolean,
  ): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, width, type, normalised, 0, 0);
  }
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
