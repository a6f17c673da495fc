// A model on the stage: turned by hand or by the arrow keys, under a light that can be moved. It is drawn only when
// something changes. The pictures in it come as images, not by a request: the page's policy allows none to a `blob:`.
import {
  AmbientLight, Box3, DirectionalLight, MathUtils, PerspectiveCamera, PMREMGenerator, Scene, Spherical, TextureLoader,
  Vector3, WebGLRenderer,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";

const STEP = Math.PI / 18;
const FIELD_OF_VIEW = 35;
const START = { theta: 0.6, phi: 1.2 };
const NEAREST = 0.35;
const FARTHEST = 4;

const KEYS = {
  ArrowLeft: (model) => model.turn(-STEP, 0),
  ArrowRight: (model) => model.turn(STEP, 0),
  ArrowUp: (model) => model.turn(0, -STEP),
  ArrowDown: (model) => model.turn(0, STEP),
  "+": (model) => model.zoom(1.2),
  "=": (model) => model.zoom(1.2),
  "-": (model) => model.zoom(1 / 1.2),
  0: (model) => model.home(),
};

function loader() {
  const found = new GLTFLoader();
  found.register((parser) => {
    parser.textureLoader = new TextureLoader(parser.options.manager);
    return { name: "pictures-without-requests" };
  });
  return found;
}

export class Model {
  /** Loads a slide's model; rejects where there is no WebGL, and when its link has ended. */
  static async open(slide, name) {
    const { scene } = await loader().loadAsync(slide.dataset.model);
    return new Model(slide, scene, name);
  }

  constructor(slide, thing, name) {
    this.renderer = new WebGLRenderer({ antialias: true, alpha: true });
    this.canvas = this.renderer.domElement;
    this.frame = Object.assign(document.createElement("div"), { className: "stage-viewer", tabIndex: 0 });
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-label", name);
    this.frame.append(this.canvas);
    slide.append(this.frame);
    this.stage(thing);
    this.home();
    this.light(40);
    this.listen();
  }

  stage(thing) {
    this.scene = new Scene();
    this.scene.environment = new PMREMGenerator(this.renderer).fromScene(new RoomEnvironment(), 0.04).texture;
    this.sun = new DirectionalLight(0xffffff, 2);
    const box = new Box3().setFromObject(thing);
    thing.position.sub(box.getCenter(new Vector3()));
    this.size = Math.max(box.getSize(new Vector3()).length(), 1e-6);
    this.scene.add(thing, this.sun, new AmbientLight(0xffffff, 0.2));
    this.camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, this.size / 100, this.size * 20);
  }

  listen() {
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.frame);
    this.frame.addEventListener("keydown", (event) => {
      const act = KEYS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(this);
    });
    this.frame.addEventListener("wheel", (event) => (event.preventDefault(), this.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)));
    this.canvas.addEventListener("pointerdown", (event) => this.canvas.setPointerCapture(event.pointerId));
    this.canvas.addEventListener("pointermove", (event) => {
      if (this.canvas.hasPointerCapture(event.pointerId)) this.turn(-event.movementX / 150, -event.movementY / 150);
    });
  }

  turn(around, over) {
    this.place.theta += around;
    this.place.phi = MathUtils.clamp(this.place.phi + over, 0.05, Math.PI - 0.05);
    this.draw();
  }

  zoom(factor) {
    this.place.radius = MathUtils.clamp(this.place.radius / factor, this.size * NEAREST, this.size * FARTHEST);
    this.draw();
  }

  home() {
    this.place = new Spherical(this.size * 1.5, START.phi, START.theta);
    this.draw();
  }

  /** Where the light comes from, in degrees around the model. */
  light(degrees) {
    this.sun.position.setFromSphericalCoords(this.size * 3, Math.PI / 4, MathUtils.degToRad(degrees));
    this.draw();
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (!width || !height) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  draw() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.camera.position.setFromSpherical(this.place);
      this.camera.lookAt(0, 0, 0);
      this.renderer.render(this.scene, this.camera);
      this.frame.dataset.turned = `${this.place.theta.toFixed(3)} ${this.place.phi.toFixed(3)} ${this.place.radius.toFixed(3)}`;
    });
  }

  focus() {
    this.frame.focus();
  }

  close() {
    this.watch.disconnect();
    cancelAnimationFrame(this.waiting);
    this.frame.remove();
    this.renderer.dispose();
  }
}
